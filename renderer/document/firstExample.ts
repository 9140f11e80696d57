/** The example that an artist sees first, of those that come with the program: everyone is where it belongs. */
export function firstExample<Example extends { readonly id: string }>(
  examples: readonly Example[],
): Example | undefined {
  return examples.find(({ id }) => id === 'duo') ?? examples[0]
}
