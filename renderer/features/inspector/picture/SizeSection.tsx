import { ArrowUpDown } from 'lucide-react'
import { useState } from 'react'
import { canvasFormats } from '../../../document/canvasFormats.ts'
import { useTexts } from '../../../i18n/language.ts'
import { changeCanvasSize } from '../../../state/actions/canvasSize.ts'
import { modelOfFile } from '../../../state/selectors/libraryFiles.ts'
import { useDocument, useHost, useModels, useStores } from '../../../state/stores.ts'
import { useGesture } from '../../../state/useGesture.ts'
import { IconButton } from '../../../ui/IconButton.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import styles from './picture.module.css'

const ownFormat = 'own'
/** Where nothing is known of the model. */
const usualSide = 512
const largestSide = 8192

/** Width and height of the canvas, and what becomes of regions when they change. */
export function SizeSection() {
  const t = useTexts()
  const stores = useStores()
  const canvas = useDocument((state) => state.project.canvas)
  const path = useDocument((state) => state.project.model.path)
  const details = useModels((state) => state.details.get(path))
  const model = useHost((state) => modelOfFile(state, path))
  const [keepsPixels, setKeepsPixels] = useState(false)
  const { change: _, ...gesture } = useGesture('changeSize')
  const nativeSide = details?.nativeSide ?? model?.nativeSide
  const formats = canvasFormats(nativeSide ?? usualSide)
  const { width, height } = canvas
  const change = (size: typeof canvas) => changeCanvasSize(stores, size, keepsPixels ? 'keep' : 'scale')
  const side = { min: 8, max: largestSide, step: 8, unit: 'px', ...gesture }
  const chosen = formats.find((format) => format.width === width && format.height === height)
  return (
    <Section title={t('inspector.size.title')}>
      <Select
        label={t('inspector.size.preset')}
        value={chosen?.name ?? ownFormat}
        options={[
          ...formats.map(({ name, ...size }) => ({ value: name, label: `${name} · ${size.width} × ${size.height}` })),
          ...(chosen ? [] : [{ value: ownFormat, label: `${t('inspector.size.own')} · ${width} × ${height}` }]),
        ]}
        hint={nativeSide ? t('inspector.size.native', { side: nativeSide }) : undefined}
        onChange={(name) => {
          const format = formats.find((other) => other.name === name)
          if (format) change({ width: format.width, height: format.height })
        }}
      />
      <div className={styles.sides}>
        <div className={styles.side}>
          <NumberField
            {...side}
            label={t('inspector.size.width')}
            value={width}
            onChange={(next) => change({ width: next, height })}
          />
          <NumberField
            {...side}
            label={t('inspector.size.height')}
            value={height}
            onChange={(next) => change({ width, height: next })}
          />
        </div>
        <IconButton
          label={t('inspector.size.swap')}
          icon={<ArrowUpDown size={14} />}
          disabled={width === height}
          onClick={() => change({ width: height, height: width })}
        />
      </div>
      <Switch
        label={t('inspector.size.keeps')}
        hint={t('inspector.size.keepsHint')}
        checked={keepsPixels}
        onChange={setKeepsPixels}
      />
    </Section>
  )
}
