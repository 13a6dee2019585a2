import { type Context, Hono } from 'hono'
import { allows, permissionsOf, type Role, roles } from '../../users/role.ts'
import type { Callers } from '../callers.ts'
import { refusal } from '../refusals.ts'
import { type Env, sent } from '../wire.ts'

type Place = { projectId: string; dataset: string; callers: Callers }

/** The one project of this lake and its one dataset, in which every caller may do what the role allows. */
export function projectRoutes({ projectId, dataset, callers }: Place): Hono<Env> {
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
    members: callers.members().map(({ user: { id, role, roles }, isRobot }) => {
      return { id, role, roles, isRobot, isCurrentUser: id === c.var.caller.id }
    }),
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
      .get('/projects/:project/datasets/:dataset/acl', (c) =>
        sent(c, [{ filter: '_id in path("**")', permissions: permissionsOf(c.var.caller.role) }]),
      )
      .get('/projects/:project/datasets/:dataset/settings/indexing', (c) => sent(c, { maxFieldDepth: 20 }))
      .get('/projects/:project/grants', (c) => sent(c, grantsOf(c.var.caller.role)))
      .get('/projects/:project/roles', (c) => sent(c, Object.values(roles)))
      .get('/projects/:project/user-applications', (c) => sent(c, []))
      .get('/projects/:project/new-content-release-allowed', (c) => sent(c, { allowed: false }))
  )
}

function grantsOf(role: Role) {
  const mayWrite = allows(role, 'update')
  return {
    'sanity.document.filter.mode': [{ name: 'read', params: {} }],
    'sanity.project': [{ grants: [{ name: 'read' }, ...(mayWrite ? [{ name: 'update' }] : [])] }],
  }
}
