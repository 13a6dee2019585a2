import { Schema } from '@sanity/schema'
import { builtinTypes, groupProblems, validateSchema } from '@sanity/schema/_internal'
import type { PreviewConfig } from '@sanity/types'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contentTypes, forms, shapes } from '#schemas/documents.ts'
import { differences, fieldsOf } from './agreement.ts'

/** How lists show documents of a type. */
function previewOf(name: string): PreviewConfig | undefined {
  const form = formNamed(name)
  return form !== undefined && 'preview' in form ? form.preview : undefined
}

const formNamed = (name: string) => forms.find((form) => form.name === name)

describe('the forms', () => {
  test('are taken by Sanity without a problem', () => {
    expect(groupProblems(validateSchema(forms).getTypes())).toEqual([])
    const builtin = Schema.compile({ name: 'studio', types: builtinTypes })
    const schema = Schema.compile({ name: 'default', types: forms, parent: builtin })
    expect(schema.getTypeNames()).toEqual(expect.arrayContaining(forms.map(({ name }) => name)))
  })

  test('are each named once, and each has a title', () => {
    const names = forms.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(forms.filter(({ title }) => !title)).toEqual([])
  })

  test('give every field a title', () => {
    expect(forms.flatMap((form) => fieldsOf(form)).filter(({ title }) => !title)).toEqual([])
  })

  test.each(contentTypes)('name the same fields as the shape of %s', (type) => {
    expect(differences(formNamed(type), shapes[type], forms)).toEqual([])
  })

  test('refer to no type of document that is not there', () => {
    const wanted = JSON.stringify(forms).matchAll(/"to":(\[[^\]]*\])/g)
    const types = [...wanted].flatMap(([, to = '[]']) => z.array(z.object({ type: z.string() })).parse(JSON.parse(to)))
    expect(
      [...new Set(types.map(({ type }) => type))].filter((type) => !contentTypes.some((known) => known === type)),
    ).toEqual([])
  })
})

describe('the lists of the Studio', () => {
  test.each(contentTypes)('can name a document of type %s of which nothing is written yet', (type) => {
    const preview = previewOf(type)
    const selected = Object.keys(preview?.select ?? {}).map((name) => [name, null])
    const shown = preview?.prepare?.(Object.fromEntries(selected)) ?? { title: '' }
    expect(JSON.stringify(shown)).not.toMatch(/undefined|NaN|"title":null/)
  })

  test('name a notice by what it tells, whatever fields it lacks', () => {
    const preview = previewOf('jobAnnouncement')
    const nothing = { role: null, age: null, education: null, written: null, publishedAt: null, withdrawnAt: null }
    const notice = { ...nothing, kind: 'Nyt job', person: 'Mette Holm', named: 'Norrbit A/S' }
    expect(preview?.prepare?.(notice)).toMatchObject({
      title: 'Mette Holm får nyt job hos Norrbit',
      subtitle: 'Nyt job · Ikke udgivet endnu',
    })
  })

  test('let a story be taken back though others mention it', () => {
    const pointers = [...JSON.stringify(forms).matchAll(/\{[^{}]*"to":\[\{"type":"article"\}[^\]]*\]/g)]
    expect(pointers.length).toBeGreaterThan(3)
    expect(pointers.filter(([pointer]) => !pointer.includes('"weak":true'))).toEqual([])
  })
})

describe('comparing a form with a shape', () => {
  const form = {
    name: 'note',
    type: 'object',
    fields: [
      { name: 'text', type: 'string' },
      { name: 'size', type: 'number' },
    ],
  }

  test('tells which fields only one of them has', () => {
    expect(differences(form, z.object({ text: z.string(), at: z.string() }), [])).toEqual([
      '.size: only in the form',
      '.at: only in the shape',
    ])
  })

  test('tells which fields are of different kinds', () => {
    expect(differences(form, z.object({ text: z.string(), size: z.string().optional() }), [])).toEqual([
      '.size: the form has a number, the shape a string',
    ])
  })
})
