import { afterEach, expect, it } from 'vitest'
import { engineText } from './engineText.ts'
import { speak } from './language.ts'

afterEach(() => speak('en'))

it('is English in an English window and German in a German one, also after a change', async () => {
  await speak('en')
  expect(engineText("'a.png' is empty.")).toBe("'a.png' is empty.")
  await speak('de')
  expect(engineText("'a.png' is empty.")).toBe('„a.png“ ist leer.')
  await speak('en')
  expect(engineText("'a.png' is empty.")).toBe("'a.png' is empty.")
})

const components = import.meta.glob<string>('../{app,features,canvas,ui}/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
})

it('is how components show what the engine says of an error', () => {
  const shownAsTheyAre = Object.entries(components)
    .filter(([path]) => !path.includes('.test.'))
    .flatMap(([path, code]) =>
      [...code.matchAll(/((?:engineText|say)\()?[\w.?]+\.(?:message|remedy)\b/g)]
        .filter(([found, translated]) => translated === undefined && !found.startsWith('styles.'))
        .map(([found]) => `${path.replace('../', '')} ${found}`),
    )
  expect(shownAsTheyAre).toEqual([
    'app/ErrorBoundary.tsx error.message', // of the page itself, to be copied
    // Both translated as a list, and as they are to be copied.
    'features/render/FailedJob.tsx error?.message',
    'features/render/FailedJob.tsx error?.remedy',
    'features/render/FailedJob.tsx error.message',
    'features/render/FailedJob.tsx error.remedy',
  ])
})
