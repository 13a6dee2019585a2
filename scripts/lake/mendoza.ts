import { isObject, sameValue } from './json-value.ts'

/** A patch as the npm package `mendoza` applies it: opcodes and their operands in one flat list. */
export type MendozaPatch = unknown[]

// https://github.com/sanity-io/mendoza/blob/main/docs/format.md
const value = 0
const pushFieldCopy = 10
const pushFieldBlank = 11
const pushElementCopy = 12
const returnIntoObjectSameKeyPop = 15
const returnIntoArrayPop = 16
const objectSetFieldValue = 17
const objectDeleteField = 19
const arrayAppendValue = 20
const arrayAppendSlice = 21
const stringAppendString = 22
const stringAppendSlice = 23

/**
 * The patch that turns one JSON value into another: `[]` for no change, `[0, value]` where nothing can be kept
 * (a document made or deleted: `undefined` counts as null), otherwise the fields, list members and parts of text that differ.
 * List members are recognized by their `_key`.
 */
export function patchBetween(left: unknown, right: unknown): MendozaPatch {
  if (sameValue(left, right)) return []
  if (!isObject(left) || !isObject(right)) return [value, right ?? null]
  const patch: MendozaPatch = []
  writeObject(left, right, patch)
  return patch
}

function writeObject(left: Record<string, unknown>, right: Record<string, unknown>, patch: MendozaPatch): void {
  // A field is named by its place among the sorted fields of the object that is patched.
  const fields = Object.keys(left).sort()
  const places = new Map(fields.map((field, place) => [field, place]))
  for (const [field, wanted] of Object.entries(right)) {
    const place = places.get(field)
    if (place === undefined) patch.push(objectSetFieldValue, wanted, field)
    else if (!sameValue(left[field], wanted)) writeField(field, place, left[field], wanted, patch)
  }
  for (const [field, place] of places) if (!Object.hasOwn(right, field)) patch.push(objectDeleteField, place)
}

function writeField(field: string, place: number, before: unknown, after: unknown, patch: MendozaPatch): void {
  if (isObject(before) && isObject(after)) {
    patch.push(pushFieldCopy, place)
    writeObject(before, after, patch)
  } else if (Array.isArray(before) && Array.isArray(after) && after.length > 0) {
    patch.push(pushFieldBlank, place)
    writeArray(before, after, patch)
  } else if (typeof before === 'string' && typeof after === 'string' && haveEndsInCommon(before, after)) {
    patch.push(pushFieldBlank, place)
    writeText(before, after, patch)
  } else {
    patch.push(objectSetFieldValue, after, field)
    return
  }
  patch.push(returnIntoObjectSameKeyPop)
}

function writeArray(before: unknown[], after: unknown[], patch: MendozaPatch): void {
  const origins = originsOf(before, after)
  for (let at = 0; at < after.length; ) {
    const origin = origins[at]
    if (origin === undefined) {
      patch.push(arrayAppendValue, after[at])
      at += 1
    } else if (sameValue(before[origin], after[at])) {
      const end = endOfRun(before, after, origins, at)
      patch.push(arrayAppendSlice, origin, origin + end - at)
      at = end
    } else {
      writeElement(origin, before[origin], after[at], patch)
      at += 1
    }
  }
}

function writeElement(origin: number, before: unknown, after: unknown, patch: MendozaPatch): void {
  if (isObject(before) && isObject(after)) {
    patch.push(pushElementCopy, origin)
    writeObject(before, after, patch)
    patch.push(returnIntoArrayPop)
  } else patch.push(arrayAppendValue, after)
}

function endOfRun(before: unknown[], after: unknown[], origins: (number | undefined)[], start: number): number {
  const origin = origins[start] ?? 0
  let end = start + 1
  while (
    end < after.length &&
    origins[end] === origin + end - start &&
    sameValue(before[origin + end - start], after[end])
  )
    end++
  return end
}

/** For each member of the new list, the place of the old member it comes from. */
function originsOf(before: unknown[], after: unknown[]): (number | undefined)[] {
  const keyed = new Map<string, number>()
  before.forEach((item, place) => {
    const key = keyOf(item)
    if (key !== undefined) keyed.set(key, place)
  })
  let head = 0
  while (head < before.length && head < after.length && sameValue(before[head], after[head])) head++
  let tail = 0
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    sameValue(before.at(-1 - tail), after.at(-1 - tail))
  )
    tail++
  return after.map((item, place) => {
    if (place < head) return place
    if (place >= after.length - tail) return place - after.length + before.length
    const key = keyOf(item)
    if (key !== undefined) return keyed.get(key)
    return place < before.length - tail && keyOf(before[place]) === undefined ? place : undefined
  })
}

function keyOf(item: unknown): string | undefined {
  return isObject(item) && typeof item['_key'] === 'string' ? item['_key'] : undefined
}

function haveEndsInCommon(before: string, after: string): boolean {
  const { head, tail } = endsInCommon(before, after)
  return after.length > 0 && head + tail > 0
}

function writeText(before: string, after: string, patch: MendozaPatch): void {
  const { head, tail } = endsInCommon(before, after)
  if (head > 0) patch.push(stringAppendSlice, 0, bytes(before.slice(0, head)))
  const middle = after.slice(head, after.length - tail)
  if (middle !== '') patch.push(stringAppendString, middle)
  if (tail > 0) patch.push(stringAppendSlice, bytes(before.slice(0, before.length - tail)), bytes(before))
}

/** How many UTF-16 units two texts share at the start and at the end, never cutting a surrogate pair in two. */
function endsInCommon(before: string, after: string): { head: number; tail: number } {
  const shortest = Math.min(before.length, after.length)
  let head = 0
  while (head < shortest && before[head] === after[head]) head++
  if (head > 0 && /[\uD800-\uDBFF]/.test(before.charAt(head - 1))) head--
  let tail = 0
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  if (tail > 0 && /[\uDC00-\uDFFF]/.test(before.charAt(before.length - tail))) tail--
  return { head, tail }
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}
