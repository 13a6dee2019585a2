/** Words of the tool for queries. The keys are Sanity's. */
export const vision = {
  'action.save-personal-copy': 'Gem en kopi til mig',
  'action.save-personal-query': 'Gem til mig',
  'action.save-shared-query': 'Gem til alle',
  'action.unshare': 'Del ikke længere',
  'label.all': 'Alle',
  'label.shared': 'Delt',
  'label.untitled-query': 'Uden titel',
  'query.error.unsupported-release-perspective':
    'Denne version af API’et kan ikke vise flere perspektiver på en gang. Brug {{apiVersion}} eller nyere.',
  'save-query.personal-copy-success': 'Kopien er gemt',
  'save-query.share-warning': 'Forespørgsler, som alle kan se, gemmes som dokumenter i datasættet.',
  'save-query.shared-success': 'Forespørgslen er gemt til alle',
  'save-query.unshared-success': 'Forespørgslen er nu kun din',
  'settings.api-version-label': 'API-version',
  'settings.perspectives.default': 'Intet perspektiv (API’ets standard)',
  'settings.perspectives.description': 'Et perspektiv afgør, hvilken udgave af dokumenterne forespørgslen ser',
  'settings.perspectives.pinned-release-label': 'Som valgt øverst til højre',
  'settings.dataset-label': 'Datasæt',
}
