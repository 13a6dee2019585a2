/** How wide the page is shown. */
export type Device = 'phone' | 'tablet' | 'screen'

/** The devices that a page is shown as: what they are called, and how many CSS pixels wide they are. */
export const devices: Readonly<Record<Device, { title: string; width: number }>> = {
  phone: { title: 'Telefon', width: 390 },
  tablet: { title: 'Tablet', width: 820 },
  screen: { title: 'Skærm', width: 1280 },
}

/** A window in which a form and a page have room beside each other, in CSS pixels. */
const roomyWindow = 1680

/** In a narrower one, Sanity shows the page in place of the form. */
const narrowestWindow = 1024

/** Where this browser keeps an editor's habits; nothing is kept where it does not let us. */
export type Memory = Pick<Storage, 'getItem' | 'setItem'>

const openKey = 'notits.preview.open'
const deviceKey = 'notits.preview.device'

/** Whether the preview opens with a document: as the editor left it last, or else where there is room for both. */
export function opensByItself(memory: Memory, windowWidth: number): boolean {
  if (windowWidth < narrowestWindow) return false
  const wished = read(memory, openKey)
  return wished === undefined ? windowWidth >= roomyWindow : wished === 'yes'
}

export function rememberOpen(memory: Memory, isOpen: boolean): void {
  write(memory, openKey, isOpen ? 'yes' : 'no')
}

/** The device that the editor chose last; a phone, as most readers have, unless they chose another. */
export function rememberedDevice(memory: Memory): Device {
  const known = read(memory, deviceKey)
  return known === 'tablet' || known === 'screen' ? known : 'phone'
}

export function rememberDevice(memory: Memory, device: Device): void {
  write(memory, deviceKey, device)
}

function read(memory: Memory, key: string): string | undefined {
  try {
    return memory.getItem(key) ?? undefined
  } catch {
    return undefined // a browser may refuse to tell
  }
}

function write(memory: Memory, key: string, value: string): void {
  try {
    memory.setItem(key, value)
  } catch {
    // it then opens next time as it would for anybody
  }
}
