import type { FastifyReply } from 'fastify'
import type { Problem } from '../../shared/problem.ts'

/** Issue types of FHIR that answers here use. */
export type IssueCode =
  | 'invalid'
  | 'required'
  | 'login'
  | 'forbidden'
  | 'not-found'
  | 'incomplete'
  | 'too-long'
  | 'not-supported'
  | 'exception'

export type Issue = {
  readonly severity: 'error' | 'warning'
  readonly code: IssueCode
  readonly diagnostics: string
  readonly expression?: readonly string[]
}

export const outcome = (issues: readonly Issue[]) => ({ resourceType: 'OperationOutcome', issue: issues })

/** Breaches of the message rules, at most as many as somebody would read. */
export const issuesOf = (problems: readonly Problem[]): readonly Issue[] =>
  problems.slice(0, 50).map((p) => ({
    severity: p.severity === 'error' ? 'error' : 'warning',
    code: 'invalid',
    diagnostics: `${p.message} ${p.remedy} [${p.code}]`,
    ...(p.at.path === undefined || p.at.path === '' ? {} : { expression: [p.at.path] }),
  }))

/** A refusal, which goes out as an OperationOutcome. */
export class CdsRefusal extends Error {
  readonly status: number
  readonly issues: readonly Issue[]
  constructor(status: number, issues: readonly Issue[]) {
    super(issues.map((i) => i.diagnostics).join(' '))
    this.name = 'CdsRefusal'
    this.status = status
    this.issues = issues
  }
}

export const refusal = (status: number, code: IssueCode, diagnostics: string, expression?: string): CdsRefusal =>
  new CdsRefusal(status, [
    { severity: 'error', code, diagnostics, ...(expression === undefined ? {} : { expression: [expression] }) },
  ])

export const sendRefusal = (reply: FastifyReply, { status, issues }: CdsRefusal): FastifyReply => {
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  return reply.status(status).type('application/json; charset=utf-8').send(outcome(issues))
}
