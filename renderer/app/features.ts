import type { ComponentType } from 'react'

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
  '../features/{concepts,library,inspector,render,gallery}/*.tsx',
  { eager: true },
)

/** The component of a feature by its name; undefined in a build that is made without the feature. */
export function featureOf(name: string): ComponentType | undefined {
  const entry = Object.entries(modules).find(([path]) => path.endsWith(`/${name}.tsx`))
  return entry?.[1][name] as ComponentType | undefined
}
