const forgotten = new Set<() => void>()

/** Has `forget` run when what was read of people is forgotten; for what is kept beside the queries. */
export const whenForgotten = (forget: () => void): void => void forgotten.add(forget)

export const forgetKept = (): void => {
  for (const forget of forgotten) forget()
}
