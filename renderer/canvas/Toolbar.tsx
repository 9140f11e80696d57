import { Brush, Eraser, Hand, MousePointer2, PenLine, Pentagon, Square, type LucideIcon } from 'lucide-react'
import { useTexts } from '../i18n/language.ts'
import { changeBrush, changeMask, diameters, setTool } from '../state/actions/regions.ts'
import type { ToolName } from '../state/sessionStore.ts'
import { useShortcuts } from '../state/shortcuts.ts'
import { useSession, useStores } from '../state/stores.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu } from '../ui/Menu.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import styles from './Toolbar.module.css'
import { ToolHint } from './ToolHint.tsx'

const tools: readonly { readonly name: ToolName; readonly icon: LucideIcon }[] = [
  { name: 'select', icon: MousePointer2 },
  { name: 'box', icon: Square },
  { name: 'polygon', icon: Pentagon },
  { name: 'brush', icon: Brush },
  { name: 'eraser', icon: Eraser },
  { name: 'hand', icon: Hand },
]

/** The tools, and what the chosen one can be set to. */
export function Toolbar() {
  const t = useTexts()
  const stores = useStores()
  const shortcut = useShortcuts()
  const tool = useSession((state) => state.tool)
  const isBrush = tool === 'brush' || tool === 'eraser'
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('canvas.toolbar')}>
      <div className={styles.group}>
        {tools.map(({ name, icon: Icon }) => (
          <IconButton
            key={name}
            label={t(`canvas.tool.${name}`)}
            icon={<Icon size={17} />}
            pressed={tool === name}
            shortcut={shortcut(name)}
            onClick={() => setTool(stores, name)}
          />
        ))}
      </div>
      <div className={styles.rule} />
      {isBrush && <BrushOptions />}
      <ToolHint tool={tool} />
    </div>
  )
}

function BrushOptions() {
  const t = useTexts()
  const stores = useStores()
  const hasSelection = useSession((state) => state.selection.length > 0)
  const { diameter, hardness, opacity, followsPressure } = useSession((state) => state.brush)
  const percent = (value: number) => Math.round(value * 100)
  return (
    <div className={styles.options}>
      <div className={styles.number}>
        <NumberField
          label={t('canvas.brush.diameter')}
          value={diameter}
          min={diameters.smallest}
          max={diameters.largest}
          step={1}
          unit="px"
          onChange={(value) => changeBrush(stores, { diameter: value })}
        />
      </div>
      <div className={styles.number}>
        <NumberField
          label={t('canvas.brush.hardness')}
          value={percent(hardness)}
          min={0}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => changeBrush(stores, { hardness: value / 100 })}
        />
      </div>
      <div className={styles.number}>
        <NumberField
          label={t('canvas.brush.opacity')}
          value={percent(opacity)}
          min={1}
          max={100}
          step={1}
          unit="%"
          onChange={(value) => changeBrush(stores, { opacity: value / 100 })}
        />
      </div>
      <IconButton
        label={t('canvas.brush.followsPressure')}
        icon={<PenLine size={16} />}
        pressed={followsPressure}
        onClick={() => changeBrush(stores, { followsPressure: !followsPressure })}
      />
      <Menu
        trigger={
          <Button variant="quiet" disabled={!hasSelection}>
            {t('canvas.mask')}
          </Button>
        }
        items={[
          { id: 'fill', label: t('canvas.maskFill'), onSelect: () => changeMask(stores, 'fill') },
          { id: 'clear', label: t('canvas.maskClear'), onSelect: () => changeMask(stores, 'clear') },
          { id: 'invert', label: t('canvas.maskInvert'), onSelect: () => changeMask(stores, 'invert') },
        ]}
      />
    </div>
  )
}
