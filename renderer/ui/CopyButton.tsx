import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTexts } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

/** Milliseconds for which the button says what became of the text. */
const saidFor = 2000

export interface CopyButtonProps {
  readonly label: string
  /** What is copied. */
  readonly text: string
  /** A picture alone, for rows. */
  readonly isIcon?: boolean
}

/** Copies a text that is shown beside it, and says whether it did. */
export function CopyButton({ label, text, isIcon = false }: CopyButtonProps) {
  const t = useTexts()
  const [outcome, setOutcome] = useState<'copied' | 'notCopied'>()
  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(undefined), saidFor)
    return () => clearTimeout(timer)
  }, [outcome])
  const shown = outcome ? t(`errors.${outcome}`) : label
  const icon = outcome === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />
  async function write() {
    try {
      await navigator.clipboard.writeText(text) // browsers have none over plain http from another machine
      setOutcome('copied')
    } catch {
      setOutcome('notCopied')
    }
  }
  const copy = () => void write()
  if (isIcon) return <IconButton label={shown} icon={icon} onClick={copy} />
  return (
    <Button variant="quiet" icon={icon} onClick={copy}>
      {shown}
    </Button>
  )
}
