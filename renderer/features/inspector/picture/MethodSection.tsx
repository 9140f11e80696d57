import { useEffect, useState } from 'react'
import { methodNames, type MethodName } from '../../../../engine/protocol/project.ts'
import { autoReason } from '../../../document/autoReason.ts'
import { chooseMethod } from '../../../document/commands/picture.ts'
import { methodControls } from '../../../document/methodControls.ts'
import { engineText } from '../../../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../../../i18n/language.ts'
import type { MethodCost } from '../../../state/askCost.ts'
import { briefCost } from '../../../state/selectors/costText.ts'
import { useCost, useDocument, useStores } from '../../../state/stores.ts'
import { useConceptFacts } from '../../../state/useConceptFacts.ts'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { MethodSettings } from '../settings/MethodSettings.tsx'
import styles from './picture.module.css'

/** What methods make of drawn regions. */
const regionUse = {
  auto: 'drawnRegions',
  merge: 'ignoresRegions',
  switch: 'ignoresRegions',
  composite: 'ignoresRegions',
  cmlora: 'ignoresRegions',
  regional: 'usesRegions',
  'regional-rows': 'usesRegions',
  composer: 'usesRegions',
  clora: 'drawnRegions',
} as const satisfies Readonly<Record<MethodName, string>>

/** How concepts are composed: each method with what it does and, while one is chosen, with what it costs here. */
export function MethodSection() {
  const t = useTexts()
  const { document, cost } = useStores()
  const method = useDocument((state) => state.project.method)
  const byMethod = useCost((state) => state.byMethod)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => (isOpen ? cost.getState().watchMethods() : undefined), [isOpen, cost])
  const options = methodNames.map((name) => ({
    value: name,
    label: t(`render.methodName.${name}`),
    hint: `${t(`render.methodText.${name}`)}\n${t(`inspector.method.${regionUse[name]}`)} · ${costText(t, byMethod.get(name))}`,
  }))
  return (
    <Section title={t('inspector.method.title')}>
      <Select
        label={t('inspector.method.choose')}
        value={method.name}
        options={options}
        hint={t(`render.methodText.${method.name}`)}
        onOpenChange={setOpen}
        onChange={(name: MethodName) => {
          const { apply, history } = document.getState()
          apply('changeMethod', chooseMethod(name, history))
        }}
      />
      {method.name === 'auto' && <Choice />}
      {methodControls[method.name].length > 0 ? (
        <MethodSettings method={method} />
      ) : (
        <p className={styles.quiet}>{t('inspector.method.nothing')}</p>
      )}
    </Section>
  )
}

/** What the method `auto` chooses for the document as it is, and why. */
function Choice() {
  const t = useTexts()
  const concepts = useConceptFacts()
  const method = useDocument((state) => state.project.method)
  const chosen = useCost((state) => state.estimate?.method.name)
  const name = methodNames.find((other) => other === chosen)
  const { key, count } = autoReason({ concepts, method })
  return (
    <p className={styles.choice}>
      {name && name !== 'auto' && <strong>{t(`render.methodName.${name}`)}. </strong>}
      {t(`render.reason.${key}`, { count })}
    </p>
  )
}

function costText(t: ReturnType<typeof useTexts>, cost: MethodCost | undefined): string {
  if (!cost) return t('inspector.method.measuring')
  if ('error' in cost) return t('inspector.method.cannot', { reason: engineText(cost.error.message) })
  return briefCost(t, cost.estimate, currentLanguage())
}
