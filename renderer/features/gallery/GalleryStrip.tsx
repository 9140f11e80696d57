import { Images } from 'lucide-react'
import { useRef, useState, type FocusEvent, type KeyboardEvent } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useTexts } from '../../i18n/language.ts'
import { runningJob } from '../../state/actions/backdrop.ts'
import { compareInBackdrop } from '../../state/actions/comparison.ts'
import { deletePictures } from '../../state/actions/deletions.ts'
import { showGallery, showInBackdrop, viewPicture } from '../../state/actions/gallery.ts'
import { partDone } from '../../state/selectors/live.ts'
import { useDocument, useHost, useSession, useStores } from '../../state/stores.ts'
import { useBackdropPicture } from '../../state/useBackdropPicture.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { useFocusKept } from '../../ui/useFocusKept.ts'
import styles from './gallery.module.css'
import { PictureMenu } from './PictureMenu.tsx'
import { Thumbnail } from './Thumbnail.tsx'
import { isDeleting } from './isDeleting.ts'
import { useFocusTakenBack } from './useFocusTakenBack.ts'

/** So many that a day's work is there; all others are in the gallery. */
const mostShown = 60

/** The last pictures below the canvas. A press shows one below the regions, with Alt or Shift it is compared. */
export function GalleryStrip() {
  const t = useTexts()
  const stores = useStores()
  const [scope, setScope] = useState<'document' | 'all'>('all')
  const documentId = useDocument((state) => state.documentId)
  const otherId = useSession((state) => state.backdrop.otherId)
  const shownId = useBackdropPicture()?.id
  const isRendering = useHost((state) => runningJob(state, documentId) !== undefined)
  const items = useHost(
    useShallow((state) =>
      state.gallery.items.filter((item) => scope === 'all' || item.documentId === documentId).slice(0, mostShown),
    ),
  )
  const [currentId, setCurrentId] = useState<string>()
  const current = Math.max(
    0,
    items.findIndex(({ id }) => id === currentId),
  )
  const strip = useRef<HTMLDivElement>(null)
  const row = useRef<HTMLDivElement>(null)
  const keepsFocus = useFocusKept(row, '[data-tile]', () => row.current)
  useFocusTakenBack(() => strip.current?.contains(document.activeElement) ?? false, focusPicture)

  function focusPicture(id: string) {
    const button = row.current?.querySelector<HTMLElement>(`[data-tile="${CSS.escape(id)}"]`)
    button?.focus()
    button?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
  }
  function walk(to: number) {
    const item = items[Math.min(Math.max(to, 0), items.length - 1)]
    if (item) focusPicture(item.id)
  }
  function onFocus(event: FocusEvent<HTMLElement>) {
    keepsFocus.onFocus(event)
    const { tile } = event.target.dataset
    if (tile !== undefined) setCurrentId(tile)
  }
  function onKeyDown(event: KeyboardEvent) {
    const to = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: Infinity }[event.key]
    if (to !== undefined) walk(to)
    else if (isDeleting(event)) void (items[current] && deletePictures(stores, [items[current].id]))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const { set } = stores.session.getState()
  /** Who looks elsewhere, or shows a picture, is not about deleting any more: undo is the document's again. */
  const endDeleting = () => set({ undoIsOfPictures: false })
  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    if (relatedTarget && !currentTarget.contains(relatedTarget)) endDeleting()
  }
  return (
    <div ref={strip} className={styles.strip} data-own-items data-takes-back onBlur={onBlur}>
      <div className={styles.stripHead}>
        <Segmented
          label={t('gallery.which')}
          value={scope}
          options={[
            { value: 'all', label: t('gallery.all') },
            { value: 'document', label: t('gallery.thisDocument') },
          ]}
          onChange={setScope}
        />
        <IconButton label={t('gallery.openAll')} icon={<Images size={16} />} onClick={() => showGallery(stores)} />
      </div>
      <div
        ref={row}
        className={styles.row}
        role="group"
        aria-label={t('gallery.strip')}
        tabIndex={-1}
        data-strip
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onBlur={keepsFocus.onBlur}
      >
        <Running />
        {items.length === 0 && !isRendering && <p className={styles.quiet}>{t('gallery.empty')}</p>}
        <PictureMenu>
          {items.map((item, index) => (
            <Thumbnail
              key={item.id}
              item={item}
              isCurrent={index === current}
              isSelected={item.id === shownId || item.id === otherId}
              letter={otherId === undefined ? undefined : letterOf(item.id, shownId, otherId)}
              onPress={({ altKey, shiftKey }) => {
                setCurrentId(item.id)
                endDeleting()
                if (item.type === 'sheet') viewPicture(stores, item.id)
                else if (altKey || shiftKey) compareInBackdrop(stores, item.id)
                else showInBackdrop(stores, item.id)
              }}
              onOpen={() => viewPicture(stores, item.id)}
            />
          ))}
        </PictureMenu>
      </div>
    </div>
  )
}

function letterOf(id: string, a: string | undefined, b: string): string | undefined {
  return id === a ? 'A' : id === b ? 'B' : undefined
}

/** The picture that is being made, in front of the finished ones. */
function Running() {
  const t = useTexts()
  const documentId = useDocument((state) => state.documentId)
  const job = useHost((state) => runningJob(state, documentId))
  if (!job) return null
  return (
    <figure className={styles.running}>
      {job.preview && <img src={job.preview.url} alt={t('gallery.rendering', { name: job.name })} />}
      <Progress value={partDone(job)} label={t('gallery.rendering', { name: job.name })} />
    </figure>
  )
}
