import { describe, expect, test } from 'vitest'
import { faultOf, keepAsking, NotAllowed, NotThere, Refused, SignedOut } from './ask-server.ts'

describe('what an answer of the server stands for', () => {
  test('each state that a page tells apart has a fault of its own', () => {
    expect(faultOf(200, {})).toBeUndefined()
    expect([401, 403, 404].map((s) => faultOf(s, {})?.constructor)).toEqual([SignedOut, NotAllowed, NotThere])
    expect(faultOf(422, { message: 'm', problems: [] })).toBeInstanceOf(Refused)
    expect(faultOf(500, { message: 'stack of the server' })?.message).toBe(
      'The server answered 500: a fault of its own.',
    )
    expect(faultOf(400, { message: 'The cursor is not one of ours.' })?.message).toBe('The cursor is not one of ours.')
  })

  test('what the server decided is not asked again; what may pass is, once', () => {
    const decided = [401, 403, 404].map((s) => keepAsking(0, faultOf(s, {}) as Error))
    expect(decided).toEqual([false, false, false])
    const passing = new Error('The server did not answer.')
    expect([keepAsking(0, passing), keepAsking(1, passing)]).toEqual([true, false])
  })
})
