import { useEffect } from 'react'
import { useDocument, useStores } from '../../../state/stores.ts'
import { CacheSection } from './CacheSection.tsx'
import { MethodSection } from './MethodSection.tsx'
import { ModelSection } from './ModelSection.tsx'
import { OutputSection } from './OutputSection.tsx'
import { PromptSection } from './PromptSection.tsx'
import { SamplingSection } from './SamplingSection.tsx'
import { SeedSection } from './SeedSection.tsx'
import { SizeSection } from './SizeSection.tsx'

/** Everything of the picture as a whole. */
export function PictureTab() {
  const { models } = useStores()
  const model = useDocument((state) => state.project.model.path)
  useEffect(() => models.getState().ask(model), [models, model])
  return (
    <>
      <PromptSection />
      <MethodSection />
      <SizeSection />
      <SamplingSection />
      <SeedSection />
      <ModelSection />
      <CacheSection />
      <OutputSection />
    </>
  )
}
