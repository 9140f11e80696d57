import { useState } from 'react'
import { methodNames, seedsOf, type Method, type MethodName } from '../../../engine/protocol/project.ts'
import { useEngineText } from '../../i18n/engineText.ts'
import { currentLanguage, useTexts } from '../../i18n/language.ts'
import { renderPictures } from '../../state/actions/render.ts'
import { comparisonLine, comparisonTime } from '../../state/selectors/comparisonCost.ts'
import { useDocument, useSession, useStores } from '../../state/stores.ts'
import { useCompareCosts } from '../../state/useCompareCosts.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import styles from './render.module.css'

const comparable = methodNames.filter((name) => name !== 'auto')
const mostSeeds = 8

/** Chooses methods that render the same seeds on one sheet. */
export function CompareDialog() {
  const t = useTexts()
  const stores = useStores()
  const isOpen = useSession((state) => state.dialog === 'compare')
  const own = useDocument((state) => state.project.method)
  const [chosen, setChosen] = useState<readonly MethodName[]>(['merge', 'regional'])
  const [count, setCount] = useState(2)
  const methods = comparable.filter((name) => chosen.includes(name)).map((name) => methodOf(own, name))
  const close = () => stores.session.getState().set({ dialog: undefined })
  const toggle = (name: MethodName, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, name] : chosen.filter((other) => other !== name))
  const start = () => {
    close()
    const [first = 0] = seedsOf(stores.document.getState().project)
    void renderPictures(stores, { seeds: { first, count }, compare: methods })
  }
  return (
    <Dialog
      title={t('render.compareDialog.title')}
      open={isOpen}
      onClose={close}
      footer={
        <>
          {isOpen && <Cost methods={methods} seeds={count} />}
          <Button variant="primary" disabled={chosen.length < 2} onClick={start}>
            {t('render.compareDialog.start')}
          </Button>
        </>
      }
    >
      <p className={styles.quiet}>{t('render.compareDialog.text')}</p>
      <fieldset className={styles.methods}>
        <legend>{t('render.compareDialog.methods')}</legend>
        {comparable.map((name) => (
          <Checkbox
            key={name}
            label={t(`render.methodName.${name}`)}
            hint={t(`render.methodText.${name}`)}
            checked={chosen.includes(name)}
            onChange={(isChosen) => toggle(name, isChosen)}
          />
        ))}
      </fieldset>
      <NumberField
        label={t('render.compareDialog.seeds')}
        value={count}
        min={1}
        max={mostSeeds}
        step={1}
        onChange={setCount}
      />
    </Dialog>
  )
}

/** How many pictures the chosen methods make and how long that takes, and which of them cannot be rendered. */
function Cost({ methods, seeds }: { readonly methods: readonly Method[]; readonly seeds: number }) {
  const t = useTexts()
  const engineText = useEngineText()
  const costs = useCompareCosts(methods)
  const names = methods.map(({ name }) => name)
  if (names.length < 2) return <span className={styles.quiet}>{t('render.compareDialog.few')}</span>
  const failing = names.flatMap((name) => {
    const cost = costs.get(name)
    return cost && 'error' in cost ? { name, reason: engineText(cost.error.message) } : []
  })
  const time = comparisonTime(names, costs, seeds)
  const pictures = (names.length - failing.length) * seeds
  return (
    <div className={styles.compareCost} aria-live="polite">
      {pictures > 0 && <p className={styles.quiet}>{comparisonLine(t, pictures, time, currentLanguage())}</p>}
      {failing.map(({ name, reason }) => (
        <p key={name} className={styles.problem}>
          {t('render.compareDialog.fails', { name: t(`render.methodName.${name}`), reason })}
        </p>
      ))}
    </div>
  )
}

/** The document's own method keeps its settings. */
function methodOf(own: Method, name: MethodName): Method {
  return own.name === name ? own : { name }
}
