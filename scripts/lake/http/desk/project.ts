import { type Context, Hono } from 'hono'
import { editor, program, type User } from '../callers.ts'
import { refusal } from '../refusals.ts'
import { type Env, sent } from '../wire.ts'

const permissions = ['create', 'read', 'update', 'history', 'editHistory']

/** The one project of this lake and its one dataset, in which every caller may do everything. */
export function projectRoutes({ projectId, dataset }: { projectId: string; dataset: string }): Hono<Env> {
  const project = (c: Context<Env>) => ({
    id: projectId,
    displayName: 'Notits',
    studioHost: null,
    organizationId: null,
    isBlocked: false,
    isDisabled: false,
    isDisabledByUser: false,
    metadata: {},
    features: [],
    members: [editor, program].map((member) => membership(member, c.var.caller)),
  })
  return (
    new Hono<Env>()
      .get('/projects', (c) => sent(c, [project(c)]))
      .use('/projects/:project/*', async (c, next) => {
        if (c.req.param('project') === projectId) return next()
        return refusal(404, {
          type: 'projectNotFound',
          description: `This lake holds the project "${projectId}" alone`,
        })
      })
      .get('/projects/:project', (c) => sent(c, project(c)))
      // A profile asks for the companion dataset of comments and tasks, which are off.
      .get('/projects/:project/datasets', (c) =>
        sent(c, c.req.query('datasetProfile') ? [] : [{ name: dataset, aclMode: 'private' }]),
      )
      .get('/projects/:project/datasets/:dataset/acl', (c) => sent(c, [{ filter: '_id in path("**")', permissions }]))
      .get('/projects/:project/datasets/:dataset/settings/indexing', (c) => sent(c, { maxFieldDepth: 20 }))
      .get('/projects/:project/grants', (c) => sent(c, grants))
      .get('/projects/:project/roles', (c) => sent(c, editor.roles))
      .get('/projects/:project/user-applications', (c) => sent(c, []))
      .get('/projects/:project/new-content-release-allowed', (c) => sent(c, { allowed: false }))
  )
}

const grants = {
  'sanity.document.filter.mode': [{ name: 'read', params: {} }],
  'sanity.project': [{ grants: [{ name: 'read' }, { name: 'update' }] }],
}

function membership({ id, role, roles }: User, me: User) {
  return { id, role, roles, isRobot: id === program.id, isCurrentUser: id === me.id }
}
