/** Name and version of this software; a test holds the version against package.json. */
export const software = { name: 'attune', version: '0.1.0' } as const
