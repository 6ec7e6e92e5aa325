export { type AttuneServer, openServer, type ServerParts } from './attune-server.ts'
export { plainConfig, readConfig, type ServerConfig } from './config.ts'
export { examplesFolder } from './people/demo-people.ts'
