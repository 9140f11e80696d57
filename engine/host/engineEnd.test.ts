import { expect, it } from 'vitest'
import { describeEnd } from './engineEnd.ts'

it.each([
  [null, 'SIGKILL', '', true],
  [137, null, '', true],
  [null, 'SIGTRAP', '', true],
  [132, null, '', true],
  [null, 'SIGABRT', "terminate called after throwing an instance of 'std::bad_alloc'", true],
  [134, null, 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory', true],
  [3_221_225_495, null, '', true],
  [null, 'SIGABRT', 'Assertion failed', false],
  [null, 'SIGSEGV', '', false],
  [1, null, 'Error: out of memory', false],
  [0, null, '', false],
])('takes exit %s, signal %s and %j for a lack of memory: %s', (code, signal, stderr, outOfMemory) => {
  expect(describeEnd(code, signal, stderr).outOfMemory).toBe(outOfMemory)
})

it('names the code or else the signal', () => {
  expect(describeEnd(7, null, '').exit).toBe('exit code 7')
  expect(describeEnd(null, 'SIGSEGV', '').exit).toBe('signal SIGSEGV')
})

it('quotes the line that says why', () => {
  const stderr =
    "node:internal\n\nError: Cannot find module 'sharp'\n    at Module._load (node:failed)\n\nNode.js v20.20.2\n"
  expect(describeEnd(1, null, stderr).lastWords).toBe("Error: Cannot find module 'sharp'")
  expect(describeEnd(1, null, 'nothing to say')).not.toHaveProperty('lastWords')
})
