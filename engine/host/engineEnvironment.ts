/**
 * What the engine process is told of the environment. Options for Node or Electron are not among it: they change how
 * the process runs, and were meant for another.
 */
const names = [
  ['PATH', 'HOME', 'USER', 'LANG', 'LANGUAGE', 'TZ', 'TEMP', 'TMP', 'TMPDIR', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH'],
  ['SYSTEMROOT', 'SYSTEMDRIVE', 'WINDIR', 'COMSPEC', 'PATHEXT', 'NUMBER_OF_PROCESSORS', 'USERPROFILE', 'HOMEDRIVE'],
  ['HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'PROGRAMDATA', 'PROGRAMFILES'],
].flat()
const beginnings = ['LC_', 'XDG_', 'CUDA_', 'NVIDIA_', 'VK_', 'OMP_', 'PROCESSOR_', 'POLYPTYCH_']

/** Names are compared as Windows does, which writes `Path`. */
export function engineEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const given = Object.entries(environment).flatMap(([name, value]): [string, string][] => {
    const upper = name.toUpperCase()
    const isPassed = names.includes(upper) || beginnings.some((beginning) => upper.startsWith(beginning))
    return isPassed && value !== undefined ? [[name, value]] : []
  })
  return Object.fromEntries(given)
}
