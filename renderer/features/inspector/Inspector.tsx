import { useTexts } from '../../i18n/language.ts'
import { useSession, useStores } from '../../state/stores.ts'
import { Tabs } from '../../ui/Tabs.tsx'
import { ConceptTab } from './concept/ConceptTab.tsx'
import { PictureTab } from './picture/PictureTab.tsx'

/** What can be set of the selected concepts, and of the picture. */
export function Inspector() {
  const t = useTexts()
  const { session } = useStores()
  const tab = useSession((state) => state.inspectorTab)
  return (
    <Tabs
      label={t('inspector.title')}
      value={tab}
      onChange={(inspectorTab) => session.getState().set({ inspectorTab })}
      tabs={[
        { value: 'concept', label: t('inspector.tab.concept'), content: <ConceptTab /> },
        { value: 'picture', label: t('inspector.tab.picture'), content: <PictureTab /> },
      ]}
    />
  )
}
