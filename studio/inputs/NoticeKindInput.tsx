import { Select, Stack, TextInput } from '@sanity/ui'
import { type FormEvent, useState } from 'react'
import { type StringInputProps, set, unset } from 'sanity'
import { noticeKinds } from '#schemas/navnenyt/kind.ts'

const another = 'Anden …'
const isKnown = (kind: string) => noticeKinds.some((known) => known === kind)

/** The kind of a notice: one of those the desk knows, or any other in the editor's own words, which then stands beside as text. */
export function NoticeKindInput({ value = '', onChange, elementProps, readOnly }: StringInputProps) {
  const [isWriting, setIsWriting] = useState(false)
  const isOther = isWriting || (value !== '' && !isKnown(value))
  const write = (kind: string) => onChange(kind === '' ? unset() : set(kind))
  const choose = ({ currentTarget }: FormEvent<HTMLSelectElement>) => {
    const chosen = currentTarget.value
    setIsWriting(chosen === another)
    write(chosen === another ? '' : chosen)
  }
  return (
    <Stack gap={2}>
      <Select
        aria-describedby={elementProps['aria-describedby']}
        disabled={readOnly}
        id={elementProps.id}
        onBlur={elementProps.onBlur}
        onChange={choose}
        onFocus={elementProps.onFocus}
        ref={elementProps.ref}
        value={isOther ? another : value}
      >
        {value === '' && !isOther && <option value="">Vælg type</option>}
        {[...noticeKinds, another].map((kind) => (
          <option key={kind}>{kind}</option>
        ))}
      </Select>
      {isOther && (
        <TextInput
          aria-label="Typen med egne ord"
          onChange={({ currentTarget }) => write(currentTarget.value)}
          placeholder="Skriv typen, for eksempel »Pris«"
          readOnly={readOnly}
          value={value}
        />
      )}
    </Stack>
  )
}
