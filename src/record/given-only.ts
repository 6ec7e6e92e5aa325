/** The object without the fields that are undefined: what is not there is not known. */
export const givenOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } => {
  const out = { ...fields } as Record<string, unknown>
  for (const key of Object.keys(out)) if (out[key] === undefined) delete out[key]
  return out as { [K in keyof T]: Exclude<T[K], undefined> }
}
