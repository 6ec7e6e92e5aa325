/** A parameter of a request or an entry as text; whatever else it may be is as if it were not there. */
export const parameterText = (value: unknown): string => (typeof value === 'string' ? value : '')
