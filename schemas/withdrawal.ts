import { defineField, defineType } from '@sanity/types'
import { z } from 'zod'
import { momentInput } from './dates.ts'
import { Instant } from './instant.ts'
import { OptionalProse } from './text.ts'

const StoredWithdrawal = z.object({ withdrawnAt: Instant.optional(), reason: OptionalProse })

/** That a story was taken back; readers no longer see it. Absent when neither time nor reason is written. */
export const Withdrawal = StoredWithdrawal.transform((withdrawal) =>
  withdrawal.withdrawnAt === undefined && withdrawal.reason === undefined ? undefined : withdrawal,
)
export type Withdrawal = z.infer<typeof StoredWithdrawal>

export const withdrawalForm = defineType({
  name: 'withdrawal',
  title: 'Trukket tilbage',
  type: 'object',
  options: { collapsible: true, collapsed: true },
  fields: [
    defineField({
      name: 'withdrawnAt',
      title: 'Hvornår',
      type: 'datetime',
      options: momentInput,
      validation: (rule) =>
        rule.custom((at, { parent }) => Boolean(at) || !isBegun(parent) || 'Sæt tidspunktet, eller slet begrundelsen.'),
    }),
    defineField({
      name: 'reason',
      title: 'Hvorfor',
      description: 'Til redaktionens egen hukommelse; læserne ser den ikke.',
      type: 'text',
      rows: 2,
      validation: (rule) =>
        rule
          .custom(
            (reason, { parent }) => Boolean(reason) || !isBegun(parent) || 'Skriv, hvorfor historien trækkes tilbage.',
          )
          .warning(),
    }),
  ],
})

const isBegun = (withdrawal: unknown) => Withdrawal.safeParse(withdrawal).data !== undefined

/** The field that takes a published story away from its readers, for good or until it is emptied. */
export const withdrawalField = defineField({
  name: 'withdrawal',
  title: 'Trukket tilbage',
  description:
    'Udfyldes kun, når en udgivet historie skal væk fra sitet, også fra feeds og lister. Adressen findes så ikke mere.',
  type: 'withdrawal',
  group: 'publication',
})
