import { defineLocaleResourceBundle } from 'sanity'
import { structure } from './danish/structure.ts'
import { studio } from './danish/studio.ts'
import { vision } from './danish/vision.ts'

const locale = 'da-DK'

/**
 * What the Danish locale of Sanity's community leaves in English, or says in several ways: one word for one thing here.
 * »Publicér« and »afpublicér« are what one does, »kladde« is what is not published, and changes are »forkastet«.
 */
export const danish = [
  defineLocaleResourceBundle({ locale, namespace: 'studio', resources: studio }),
  defineLocaleResourceBundle({ locale, namespace: 'structure', resources: structure }),
  defineLocaleResourceBundle({ locale, namespace: 'vision', resources: vision }),
  defineLocaleResourceBundle({
    locale,
    namespace: 'copy-paste',
    resources: {
      'copy-paste.field-action-copy-button.document.title': 'Kopiér dokument',
      'copy-paste.field-action-copy-button.field.title': 'Kopiér felt',
      'copy-paste.on-paste.validation.read-only-fields-skipped.description':
        'Låste felter er sprunget over: {{fieldNames}}',
      'copy-paste.on-paste.validation.read-only-fields-skipped-truncated.description':
        'Låste felter er sprunget over: {{fieldNames}} og {{count}} mere',
    },
  }),
]

/** The same for a Studio on the embedded lake, whose project is the paper itself. */
export const danishInTheHouse = [
  ...danish,
  defineLocaleResourceBundle({
    locale,
    namespace: 'studio',
    resources: {
      'user-menu.action.manage-project': 'Avisens indstillinger',
      'user-menu.action.manage-project-aria-label': 'Avisens indstillinger',
    },
  }),
]
