import { useState } from 'react'
import { methodNames, seedsOf, type Method, type MethodName } from '../../../engine/protocol/project.ts'
import { useTexts } from '../../i18n/language.ts'
import { renderPictures } from '../../state/actions/render.ts'
import { useSession, useStores } from '../../state/stores.ts'
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
  const [chosen, setChosen] = useState<readonly MethodName[]>(['merge', 'regional'])
  const [count, setCount] = useState(2)
  const close = () => stores.session.getState().set({ dialog: undefined })
  const toggle = (name: MethodName, isChosen: boolean) =>
    setChosen(isChosen ? [...chosen, name] : chosen.filter((other) => other !== name))
  const start = () => {
    close()
    const { project } = stores.document.getState()
    const [first = 0] = seedsOf(project)
    const methods = comparable.filter((name) => chosen.includes(name)).map((name) => methodOf(project.method, name))
    void renderPictures(stores, { seeds: { first, count }, compare: methods })
  }
  return (
    <Dialog
      title={t('render.compareDialog.title')}
      open={isOpen}
      onClose={close}
      footer={
        <>
          <span className={styles.quiet}>
            {chosen.length < 2
              ? t('render.compareDialog.few')
              : t('render.compareDialog.pictures', { count: chosen.length * count })}
          </span>
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

/** The document's own method keeps its settings. */
function methodOf(own: Method, name: MethodName): Method {
  return own.name === name ? own : { name }
}
