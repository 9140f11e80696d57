import { useState } from 'react'
import { projectDefaults } from '../../../../engine/protocol/project.ts'
import { setOutputTemplate, setPicture } from '../../../document/commands/picture.ts'
import { useTexts } from '../../../i18n/language.ts'
import { useDocument, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { Resettable } from '../../../ui/Resettable.tsx'
import { Section } from '../../../ui/Section.tsx'
import { TextArea, TextField } from '../../../ui/TextField.tsx'

const placeholders = '{project} {seed} {index} {sampler} {method} {date}'

/** How pictures are called, and what people write about the project. */
export function OutputSection() {
  const t = useTexts()
  const { document } = useStores()
  const title = useDocument((state) => state.project.title)
  const notes = useDocument((state) => state.project.notes)
  const { template } = useDocument((state) => state.project.output)
  const [typed, setTyped] = useState<string>()
  const { change, ...gesture } = useGesture('changePicture')
  const { template: usual } = projectDefaults.output
  const setTemplate = (next: string) => document.getState().apply('changePicture', setOutputTemplate(next))
  return (
    <Section title={t('inspector.output.title')} foldable startsFolded>
      <Resettable
        label={t('inspector.reset', { name: t('inspector.output.template') })}
        isChanged={template !== usual}
        onReset={() => setTemplate(usual)}
      >
        <TextField
          label={t('inspector.output.template')}
          hint={t('inspector.output.templateHint', { words: placeholders })}
          value={typed ?? template}
          onChange={setTyped}
          onEnd={() => {
            if (typed !== undefined) setTemplate(typed)
            setTyped(undefined)
          }}
          onCancel={() => setTyped(undefined)}
        />
      </Resettable>
      <TextField
        {...gesture}
        label={t('inspector.output.projectTitle')}
        value={title ?? ''}
        onChange={(text) => change(setPicture({ title: text }))}
      />
      <TextArea
        {...gesture}
        label={t('inspector.output.notes')}
        value={notes ?? ''}
        onChange={(text) => change(setPicture({ notes: text }))}
      />
    </Section>
  )
}
