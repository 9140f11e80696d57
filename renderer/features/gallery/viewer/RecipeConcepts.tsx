import type { Concept, ConceptAdapter, Project } from '../../../../engine/protocol/project.ts'
import { stepsInPart } from '../../../document/partOfSteps.ts'
import { regionBounds } from '../../../document/regionShape.ts'
import { useTexts } from '../../../i18n/language.ts'
import { decimalText } from '../../../i18n/numbers.ts'
import { Swatch } from '../../../ui/Swatch.tsx'
import styles from './viewer.module.css'

/** Each concept that took part: its words, its adapters, its place. */
export function RecipeConcepts({ project }: { readonly project: Project }) {
  const t = useTexts()
  const shown = project.concepts.filter(({ hidden }) => !hidden)
  if (shown.length === 0) return null
  return (
    <section>
      <h3 className={styles.heading}>{t('gallery.viewer.concepts')}</h3>
      <ul className={styles.concepts}>
        {shown.map((concept) => (
          <li key={concept.id}>
            <strong>
              {concept.color && <Swatch color={concept.color} />} {concept.name}
            </strong>
            {concept.words !== '' && <p>{concept.words}</p>}
            {concept.negativeWords && <p>{t('gallery.viewer.without', { words: concept.negativeWords })}</p>}
            {concept.adapters.map((adapter) => (
              <p key={adapter.file.path} className={styles.quiet}>
                {adapterText(adapter)}
              </p>
            ))}
            <p className={styles.quiet}>{placeText(concept)}</p>
          </li>
        ))}
      </ul>
    </section>
  )

  function adapterText({ file, weight, textEncoderWeight, from, to, blocks, rankLimit }: ConceptAdapter): string {
    const number = (value: number) => decimalText(value, 3)
    const parts = [t('gallery.viewer.adapter', { name: file.path, weight: number(weight) })]
    if (textEncoderWeight !== undefined) {
      parts.push(t('gallery.viewer.onWords', { weight: number(textEncoderWeight) }))
    }
    if (from > 0 || to < 1) parts.push(t('gallery.viewer.inSteps', { ...stepsInPart({ from, to }, project.steps) }))
    if (blocks !== undefined) {
      const factors = typeof blocks === 'string' ? blocks : blocks.map((factor) => number(factor)).join(' ')
      parts.push(t('gallery.viewer.blocks', { blocks: factors }))
    }
    if (rankLimit !== undefined) parts.push(t('gallery.viewer.rankLimit', { rank: rankLimit }))
    return parts.join(' · ')
  }

  function placeText({ region, feather }: Concept): string {
    const bounds = regionBounds(region, project.canvas, () => undefined)
    const where =
      region.type === 'mask'
        ? t('gallery.viewer.painted')
        : region.type === 'canvas' || !bounds
          ? t('canvas.kind.canvas')
          : t(`canvas.placed.${region.type}`, {
              x: Math.round(bounds.x),
              y: Math.round(bounds.y),
              width: Math.round(bounds.width),
              height: Math.round(bounds.height),
            })
    return feather > 0 ? `${where} · ${t('gallery.viewer.feather', { pixels: feather })}` : where
  }
}
