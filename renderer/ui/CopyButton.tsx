import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTexts } from '../i18n/language.ts'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'

/** Milliseconds for which the button says that the text is in the clipboard. */
const saidFor = 2000

export interface CopyButtonProps {
  readonly label: string
  /** What is copied. */
  readonly text: string
  /** A picture alone, for rows. */
  readonly isIcon?: boolean
}

/** Copies a text, and says that it did. */
export function CopyButton({ label, text, isIcon = false }: CopyButtonProps) {
  const t = useTexts()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), saidFor)
    return () => clearTimeout(timer)
  }, [isCopied])
  const shown = isCopied ? t('errors.copied') : label
  const icon = isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true))
  if (isIcon) return <IconButton label={shown} icon={icon} onClick={copy} />
  return (
    <Button variant="quiet" icon={icon} onClick={copy}>
      {shown}
    </Button>
  )
}
