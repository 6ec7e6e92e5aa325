/**
 * Where the tokens of the public CDS Hooks sandbox come from. Its key is not part of this software: whoever lets the sandbox in gives its key set
 * in the configuration, or lets it be fetched from `jku`.
 * @source github.com/cds-hooks/sandbox, src/retrieve-data-helpers/jwt-generator.js
 */
export const sandboxClient = {
  iss: 'https://sandbox.cds-hooks.org',
  jku: 'https://sandbox.cds-hooks.org/.well-known/jwks.json',
} as const
