import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown } from 'lucide-react'
import { useMemo, type ReactElement } from 'react'
import { classes } from './classes.ts'
import { Field } from './Field.tsx'
import fieldStyles from './Field.module.css'
import menuStyles from './Menu.module.css'
import styles from './SearchSelect.module.css'

export interface SearchOption {
  readonly value: string
  readonly label: string
  /** A second line, which the search reads too. */
  readonly detail?: string | undefined
  /** Options of a group stand together below its name. */
  readonly group?: string | undefined
  /** Address of a small picture. */
  readonly image?: string | undefined
  readonly disabled?: boolean | undefined
}

export interface SearchListProps {
  readonly label: string
  readonly value?: string | undefined
  readonly options: readonly SearchOption[]
  readonly onChange: (value: string) => void
  readonly searchText: string
  /** What stands where nothing is found, or nothing is there. */
  readonly emptyText: string
}

export interface SearchSelectProps extends SearchListProps {
  /** Of the value where no option has it. */
  readonly shown?: string | undefined
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** One of many, found by typing a part of its name. */
export function SearchSelect({ shown, hint, error, ...list }: SearchSelectProps) {
  const chosen = list.options.find(({ value }) => value === list.value)
  return (
    <Field label={list.label} hint={hint} error={error}>
      {(parts) => (
        <SearchList {...list}>
          <Base.Trigger {...parts} aria-label={list.label} className={classes(fieldStyles.input, fieldStyles.select)}>
            <span className={fieldStyles.shown} title={chosen?.label ?? shown ?? list.value}>
              {chosen?.label ?? shown ?? list.value}
            </span>
            <ChevronDown size={14} aria-hidden />
          </Base.Trigger>
        </SearchList>
      )}
    </Field>
  )
}

/** A button that opens a list to search and choose from. */
export function SearchButton({ trigger, ...list }: SearchListProps & { readonly trigger: ReactElement }) {
  return (
    <SearchList {...list}>
      <Base.Trigger render={trigger} aria-label={list.label} />
    </SearchList>
  )
}

/** So many are shown; the search finds the others. */
const mostShown = 200

interface Group {
  readonly value: string
  readonly items: readonly SearchOption[]
}

function SearchList(props: SearchListProps & { readonly children: ReactElement }) {
  const { label, value, options, onChange, searchText, emptyText, children } = props
  const groups = useMemo(() => groupsOf(options), [options])
  return (
    <Base.Root
      items={groups ?? options}
      value={options.find((option) => option.value === value) ?? null}
      onValueChange={(option: SearchOption | null) => option && onChange(option.value)}
      itemToStringLabel={(option: SearchOption) => option.label}
      isItemEqualToValue={(a: SearchOption, b: SearchOption) => a.value === b.value}
      filter={(option: SearchOption, query) => isFound(option, query)}
      limit={mostShown}
    >
      {children}
      <Base.Portal>
        <Base.Positioner className={menuStyles.positioner} sideOffset={4} align="start">
          <Base.Popup className={classes(menuStyles.popup, styles.popup)} aria-label={label}>
            <Base.Input
              className={classes(fieldStyles.input, styles.search)}
              placeholder={searchText}
              aria-label={searchText}
            />
            <Base.Empty className={styles.empty}>{emptyText}</Base.Empty>
            <Base.List className={styles.list}>
              {groups
                ? (group: Group) => (
                    <Base.Group key={group.value} items={group.items}>
                      <Base.GroupLabel className={styles.group}>{group.value}</Base.GroupLabel>
                      <Base.Collection>
                        {(option: SearchOption) => <Option key={option.value} option={option} />}
                      </Base.Collection>
                    </Base.Group>
                  )
                : (option: SearchOption) => <Option key={option.value} option={option} />}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Option({ option }: { readonly option: SearchOption }) {
  return (
    <Base.Item value={option} disabled={option.disabled ?? false} className={classes(menuStyles.item, styles.option)}>
      <span className={menuStyles.check}>
        <Base.ItemIndicator>
          <Check size={14} aria-hidden />
        </Base.ItemIndicator>
      </span>
      {option.image && <img className={styles.image} src={option.image} alt="" loading="lazy" />}
      <span className={menuStyles.label}>
        {option.label}
        {option.detail && <span className={menuStyles.hint}>{option.detail}</span>}
      </span>
    </Base.Item>
  )
}

/** Every word of the query stands somewhere in the option. */
function isFound({ label, detail = '', group = '' }: SearchOption, query: string): boolean {
  const text = `${label} ${detail} ${group}`.toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function groupsOf(options: readonly SearchOption[]): readonly Group[] | undefined {
  if (options.every(({ group }) => group === undefined)) return undefined
  const names = [...new Set(options.map(({ group = '' }) => group))]
  return names.map((value) => ({ value, items: options.filter(({ group = '' }) => group === value) }))
}
