import { useEffect, useState } from 'react'
import type { Project } from '../../../../engine/protocol/project.ts'
import type { GalleryItem } from '../../../../engine/protocol/window/index.ts'
import { autoReason } from '../../../document/autoReason.ts'
import { methodSettingsOf, plainValue, type GivenSetting } from '../../../document/methodSettingsOf.ts'
import { stepsInPart } from '../../../document/partOfSteps.ts'
import { recipeDifferences, recipeFields, recipeOf, type RecipeField } from '../../../document/recipeDifferences.ts'
import type { english } from '../../../i18n/texts.ts'
import { currentLanguage, useTexts } from '../../../i18n/language.ts'
import { decimalText, percentText } from '../../../i18n/numbers.ts'
import { restoreRecipe, varyPicture } from '../../../state/actions/gallery.ts'
import { durationText } from '../../../state/selectors/durations.ts'
import { presenceSentence } from '../../../state/selectors/presenceSentence.ts'
import { methodName } from '../../../state/selectors/methodName.ts'
import { useStores } from '../../../state/stores.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { RecipeConcepts } from './RecipeConcepts.tsx'
import styles from './viewer.module.css'

/** Everything that made a picture, and what it was read to show. `other` is the picture that it is compared with. */
export function Recipe({ item, other }: { readonly item: GalleryItem; readonly other: GalleryItem | undefined }) {
  const t = useTexts()
  const stores = useStores()
  const project = usePictureProject(item.id)
  const { concepts } = item
  return (
    <div className={styles.recipe} role="region" aria-label={t('gallery.viewer.recipe')} tabIndex={0}>
      <h2 className={styles.title}>{item.name}</h2>
      <div className={styles.buttons}>
        <Button variant="primary" onClick={() => void restoreRecipe(stores, item.id)}>
          {t('gallery.restore')}
        </Button>
        <Button onClick={() => void varyPicture(stores, item.id)}>{t('gallery.viewer.vary')}</Button>
      </div>
      {other && <Differences item={item} other={other} />}
      {concepts && concepts.length > 0 && (
        <section>
          <h3 className={styles.heading}>{t('gallery.who')}</h3>
          <ul className={styles.concepts}>
            {concepts.map((reading) => (
              <li key={reading.conceptId}>
                <p>{presenceSentence(t, reading)}</p>
                <p className={styles.quiet}>
                  {t('render.who.presence')} {percentText(reading.presence)} · {t('render.who.bleed')}{' '}
                  {percentText(reading.bleed)}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <div className={styles.headed}>
          <h3 className={styles.heading}>{t('gallery.recipe.prompt')}</h3>
          <CopyButton label={t('gallery.copyPrompt')} text={item.prompt} isIcon />
        </div>
        <p className={styles.prompt}>{item.prompt}</p>
        {project && project.negativePrompt !== '' && (
          <p className={styles.prompt}>{t('gallery.viewer.without', { words: project.negativePrompt })}</p>
        )}
      </section>
      {project && <RecipeConcepts project={project} />}
      <Facts item={item} project={project} />
    </div>
  )
}

function Facts({ item, project }: { readonly item: GalleryItem; readonly project: Project | undefined }) {
  const t = useTexts()
  const { milliseconds, createdAt } = item
  const recipe = recipeOf(item)
  const date = new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short' })
  const reason = project?.method.name === 'auto' ? autoReason(project) : undefined
  const rows: [label: string, value: string][] = [
    ...recipeFields
      .filter((field) => field !== 'prompt')
      .map((field): [string, string] => [t(`gallery.recipe.${field}`), fieldText(field, recipe[field], t)]),
  ]
  if (reason) rows.push([t('gallery.viewer.reason'), t(`render.reason.${reason.key}`, { count: reason.count })])
  if (project) {
    for (const setting of methodSettingsOf(project.method)) {
      rows.push([t(`inspector.setting.${setting.text}.label`), settingValue(setting, project.steps, t)])
    }
    const { cache } = project
    const interval = 'interval' in cache ? ` (${t('inspector.cache.interval')}: ${cache.interval})` : ''
    if (cache.type !== 'off')
      rows.push([t('inspector.cache.title'), t(`inspector.cache.type.${cache.type}`) + interval])
    if (project.clipSkip > 1) rows.push([t('inspector.sampling.clipSkip'), `${project.clipSkip}`])
    rows.push([t('inspector.sampling.noise'), t(`inspector.sampling.noiseSource.${project.noise}`)])
  }
  rows.push(
    [t('gallery.recipe.time'), durationText(milliseconds, currentLanguage())],
    [t('gallery.recipe.created'), date.format(new Date(createdAt))],
  )
  return (
    <section>
      <h3 className={styles.heading}>{t('gallery.made')}</h3>
      <dl className={styles.facts}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

type OptionName = keyof typeof english.inspector.option

function settingValue({ type, value }: GivenSetting, steps: number, t: ReturnType<typeof useTexts>): string {
  if (typeof value === 'boolean') return t(value ? 'gallery.viewer.on' : 'gallery.viewer.off')
  if (type === 'share' && typeof value === 'number') {
    return percentText(value)
  }
  if (type === 'partOfSteps') {
    const [from, to] = value as [number, number]
    return t('gallery.viewer.inSteps', { ...stepsInPart({ from, to }, steps) })
  }
  if (type !== 'choice' && type !== 'several') return plainValue(value, decimalText)
  return [value]
    .flat()
    .map((option) => t(`inspector.option.${option as OptionName}`))
    .join(', ')
}

/** What is different in A and B. */
function Differences({ item, other }: { readonly item: GalleryItem; readonly other: GalleryItem }) {
  const t = useTexts()
  const differences = recipeDifferences(item, other)
  return (
    <section>
      <h3 className={styles.heading}>{t('gallery.viewer.differences')}</h3>
      {differences.length === 0 && <p className={styles.quiet}>{t('gallery.same')}</p>}
      <dl className={styles.facts}>
        {differences.map(({ field, a, b }) => (
          <div key={field}>
            <dt>{t(`gallery.recipe.${field}`)}</dt>
            <dd>
              A: {fieldText(field, a, t)}
              <br />
              B: {fieldText(field, b, t)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function fieldText(field: RecipeField, value: string, t: ReturnType<typeof useTexts>): string {
  if (field === 'guidance') return decimalText(Number(value))
  return field === 'method' ? methodName(value, t) : value
}

/** The project that made a picture, as soon as it is read; none where it cannot be. */
function usePictureProject(id: string): Project | undefined {
  const { client } = useStores()
  const [read, setRead] = useState<{ readonly id: string; readonly project: Project }>()
  useEffect(() => {
    let isAsked = true
    client.call('readPictureProject', { id }).then(
      ({ project }) => {
        if (isAsked) setRead({ id, project })
      },
      () => undefined, // what the gallery knows of the picture is shown
    )
    return () => {
      isAsked = false
    }
  }, [client, id])
  return read?.id === id ? read.project : undefined
}
