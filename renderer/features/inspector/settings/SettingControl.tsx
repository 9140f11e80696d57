import { useTexts } from '../../../i18n/language.ts'
import { ChoiceSetting, SwitchSetting } from './ChoiceSetting.tsx'
import { ConceptChoices, ConceptNumbers, ConceptSet, ConceptWords } from './ConceptSettings.tsx'
import { CutSetting, RefreshSchedule } from './FeatureSettings.tsx'
import { NumberSetting, ShareSetting } from './NumberSettings.tsx'
import { PartSetting, SeveralSetting, StepListSetting } from './StepSettings.tsx'
import { Hinted } from './Hinted.tsx'
import type { SettingProps } from './useSetting.ts'

/** One setting of the method, with what it does. */
export function SettingControl(props: SettingProps) {
  const t = useTexts()
  const { text } = props.row
  return (
    <Hinted label={t(`inspector.setting.${text}.label`)} hint={t(`inspector.setting.${text}.hint`)}>
      <Control {...props} />
    </Hinted>
  )
}

/** By the kind of control that the row names. */
function Control(props: SettingProps) {
  const { control } = props.row
  switch (control.type) {
    case 'switch':
      return <SwitchSetting {...props} />
    case 'choice':
      return <ChoiceSetting {...props} options={control.options} />
    case 'share':
      return <ShareSetting {...props} most={control.below ? 99 : 100} />
    case 'number':
      return <NumberSetting {...props} control={control} />
    case 'partOfSteps':
      return <PartSetting {...props} to={control.to} />
    case 'stepList':
      return <StepListSetting {...props} />
    case 'several':
      return <SeveralSetting {...props} options={control.options} />
    case 'conceptWords':
      return <ConceptWords {...props} />
    case 'conceptChoices':
      return <ConceptChoices {...props} options={control.options} usual={control.usual} />
    case 'conceptNumbers':
      return <ConceptNumbers {...props} />
    case 'concepts':
      return <ConceptSet {...props} />
    case 'refreshSchedule':
      return <RefreshSchedule {...props} />
    case 'cut':
      return <CutSetting {...props} />
  }
}
