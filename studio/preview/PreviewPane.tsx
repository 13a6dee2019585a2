import './preview.css'

import { LaunchIcon } from '@sanity/icons/Launch'
import { Box, Button, Card, Flex, Stack, Text } from '@sanity/ui'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import type { DocumentInspectorProps } from 'sanity'
import { useRouter } from 'sanity/router'
import { DocumentInspectorHeader, useDocumentPane } from 'sanity/structure'
import { publishedId } from '#schemas/document-id.ts'
import { fieldPath } from './frame-message.ts'
import { type Device, devices, rememberDevice, rememberedDevice } from './habits.ts'
import type { PreviewPlace } from './preview-place.ts'
import { type PreviewState, usePreview } from './use-preview.ts'

/** The page of the open document as readers will see it, beside the form: it follows every keystroke, and leads back to the fields. */
export function PreviewPane({ documentId, onClose }: DocumentInspectorProps) {
  const { displayed, onFocus, onPathOpen } = useDocumentPane()
  const { navigateIntent } = useRouter()
  const [device, setDevice] = useState(() => rememberedDevice(localStorage))
  const edit = useCallback(
    (id: string, text: string) => {
      if (id !== publishedId(documentId)) return navigateIntent('edit', { id, ...(text && { path: text }) })
      const path = fieldPath(text)
      onPathOpen(path)
      onFocus(path)
    },
    [documentId, navigateIntent, onFocus, onPathOpen],
  )
  const { frame, place, state, attempt, retry } = usePreview(displayed ?? undefined, edit)
  const choose = (chosen: Device) => {
    rememberDevice(localStorage, chosen)
    setDevice(chosen)
  }
  return (
    <div className="preview-pane" data-device={device} data-testid="preview-pane">
      <DocumentInspectorHeader
        as="header"
        closeButtonLabel="Luk forhåndsvisningen"
        onClose={onClose}
        title="Forhåndsvisning"
      />
      <Toolbar device={device} choose={choose} place={place} state={state} />
      <Notice state={state} retry={retry} />
      {place && <Stage key={attempt} frame={frame} place={place} device={device} />}
    </div>
  )
}

type ToolbarProps = {
  device: Device
  choose(device: Device): void
  place: PreviewPlace | undefined
  state: PreviewState
}

function Toolbar({ device, choose, place, state }: ToolbarProps) {
  const address = state.state === 'open' ? state.address : undefined
  return (
    <Flex className="preview-toolbar" gap={1} padding={2} role="group" aria-label="Bredde">
      {Object.entries(devices).map(([name, { title }]) => (
        <Button
          key={name}
          fontSize={1}
          padding={2}
          mode="bleed"
          text={title}
          selected={name === device}
          aria-pressed={name === device}
          onClick={() => choose(name as Device)} // Object.entries forgets the names of its own argument
        />
      ))}
      <Box flex={1} />
      {place && address !== undefined && (
        <Button
          as="a"
          fontSize={1}
          padding={2}
          mode="bleed"
          icon={LaunchIcon}
          text="Åbn i ny fane"
          href={`${place.url}${address}?noegle=${encodeURIComponent(place.key)}`}
          target="_blank"
          rel="noopener noreferrer"
        />
      )}
    </Flex>
  )
}

const sentences = {
  missing: 'Der er ingen forhåndsvisning her. Den kører sammen med redaktionen: start den med npm start, og prøv igen.',
  silent:
    'Forhåndsvisningen svarer ikke. Se efter, at redaktionen kører, og at du har åbnet den på den adresse, den selv oplyser; prøv så igen.',
  failed: 'Siden kunne ikke vises lige nu. Det, du har skrevet, er gemt. Prøv igen om lidt.',
}

function Notice({ state, retry }: { state: PreviewState; retry(): void }) {
  if (state.state === 'asking') return null
  if (state.state !== 'open') {
    return (
      <Card tone="caution" padding={3} role="alert">
        <Stack gap={3}>
          <Text size={1}>{sentences[state.state]}</Text>
          <Box>
            <Button fontSize={1} padding={2} mode="ghost" text="Prøv igen" onClick={retry} />
          </Box>
        </Stack>
      </Card>
    )
  }
  const [first, ...others] = state.faults
  if (first === undefined) return null
  const more = others.length === 0 ? '' : ` (og ${others.length} mere)`
  return (
    <Card tone="caution" padding={2} title={state.faults.join('\n')}>
      <Text size={0}>{`Kan ikke udgives endnu. ${first}${more}`}</Text>
    </Card>
  )
}

type StageProps = { frame: React.RefObject<HTMLIFrameElement | null>; place: PreviewPlace; device: Device }

/** The page as wide as the device, made smaller where there is less room. */
function Stage({ frame, place, device }: StageProps) {
  const stage = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    if (!stage.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(stage.current)
    return () => observer.disconnect()
  }, [])
  const { width } = devices[device]
  const scale = room.width === 0 ? 1 : Math.min(1, room.width / width)
  return (
    <div className="preview-stage" ref={stage}>
      <iframe
        ref={frame}
        title="Forhåndsvisning af siden"
        src={`${place.url}/_forhaandsvisning/?noegle=${encodeURIComponent(place.key)}`}
        style={{ width, height: room.height / scale, transform: `scale(${scale})` }}
      />
    </div>
  )
}
