import { statfsSync } from 'node:fs'

/** Magic numbers of file systems that other machines serve. @source Linux, include/uapi/linux/magic.h */
const networkFileSystems: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB 2'],
  [0x5346414f, 'AFS'],
  [0x73757245, 'Coda'],
  [0x00c36400, 'Ceph'],
  [0x01021997, '9P'],
])

/** The network file system a folder stands on; undefined for a disk of this machine, and where that cannot be told. */
export const networkFileSystemOf = (folder: string): string | undefined => {
  try {
    return networkFileSystems.get(statfsSync(folder).type >>> 0)
  } catch {
    return undefined
  }
}
