export { TextArea, type TextAreaProps } from './TextField.tsx'
