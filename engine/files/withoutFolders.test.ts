import { describe, expect, it } from 'vitest'
import { withoutFolders } from './withoutFolders.ts'

const machine = ['/home/artist', '/tmp']

describe('paths that are told by their shape', () => {
  it.each([
    ["'/home/me/models/a b.safetensors' does not exist.", "'a b.safetensors' does not exist."],
    ["'/data/o'brien/kiki.png', and '/x/y/' too", "'kiki.png', and 'y' too"],
    ["'/data/rock 'n' roll/kiki.png' does not exist.", "'kiki.png' does not exist."],
    ["'/data/the artists' own/kiki.png' does not exist.", "'kiki.png' does not exist."],
    ["'/m/a.png' is no 'DPM++ 2M/Karras'.", "'a.png' is no 'DPM++ 2M/Karras'."],
    ["'/m/a.png' and/or 'b' isn't there", "'a.png' and/or 'b' isn't there"],
    ["'C:\\Users\\me\\a.png' cannot be written", "'a.png' cannot be written"],
    ["'C:/Users/me/a.png' cannot be written", "'a.png' cannot be written"],
    ["'\\\\server\\share\\a.png' is damaged.", "'a.png' is damaged."],
    ['"/opt/x/y.onnx" failed', '"y.onnx" failed'],
    ['“/opt/my x/y.onnx”, „C:\\my x\\y.onnx“ and «/my x/y.onnx»', '“y.onnx”, „y.onnx“ and «y.onnx»'],
    ['`/opt/my x/y.onnx`: failed', '`y.onnx`: failed'],
    ["lies at '../../secret/loras/kiki.safetensors', which", "lies at 'kiki.safetensors', which"],
    ['model /mnt/disk/sd15/unet.safetensors failed', 'model unet.safetensors failed'],
    ['model /mnt/my disk/sd 1.5/unet.safetensors failed', 'model unet.safetensors failed'],
    ["model /mnt/o'brien/unet.safetensors.", 'model unet.safetensors.'],
    ['from /mnt/a/b.png to /mnt/c d/e.png!', 'from b.png to e.png!'],
    ['from /mnt/a/b to /mnt/c/d', 'from b to d'],
    ['open D:\\weights\\unet.safetensors: denied', 'open unet.safetensors: denied'],
    ['open D:\\my weights\\unet.safetensors: denied', 'open unet.safetensors: denied'],
    ['open \\\\server\\my share\\unet.safetensors; denied', 'open unet.safetensors; denied'],
    ['open \\\\?\\C:\\my share\\unet.safetensors', 'open unet.safetensors'],
    ["{'path':'C:\\\\Users\\\\me\\\\a.png'}", "{'path':'a.png'}"],
    ['ENOENT:/mnt/a/b.png', 'ENOENT:b.png'],
    ['PATH=/usr/local/bin:/opt/tools/bin', 'PATH=bin'],
    ['(/mnt/a/b.png)', '(b.png)'],
    ['at run (file:///srv/app/engine/main.ts:3:4)', 'at run (main.ts:3:4)'],
    ['at run (file:///C:/my%20app/engine/main.ts:3:4)', 'at run (main.ts:3:4)'],
    ['file://server/share/main.ts', 'main.ts'],
    ['the folder of /home/artist/ is full', 'the folder of ~/ is full'],
    ['the disk of /mnt/secret/ is full', 'the disk of secret/ is full'],
    ['line one /a/b c\nline/two', 'line one b c\nline/two'],
  ])('turns %j into %j', (text, plain) => {
    expect(withoutFolders(text, [], machine)).toBe(plain)
    expect(withoutFolders(plain, [], machine)).toBe(plain)
  })

  it.each([
    "There is no sampler 'DPM++ 2M/Karras'.",
    '512 x 768, 1/2 and and/or stay, größer/kleiner too',
    'see https://example.org/a/b.html',
    "The tensor 'unet/down_blocks.0' of 'sd15/unet/config.json' is missing.",
    "100 %/s, (a)/b, 'it isn't'",
  ])('leaves %j as it is', (text) => {
    expect(withoutFolders(text, [], machine)).toBe(text)
  })
})

describe('paths below folders that are known', () => {
  const folders = [
    "/data/a 'b' c 'd' e",
    '/data',
    '/data/st. peter',
    '/',
    'C:\\',
    'D:\\My "models"',
    "\\\\server\\artist's share",
    '/x-(1)+{2}[a]*$^|.?',
  ]

  it.each([
    ["'/data/a 'b' c 'd' e/kiki.png' is damaged", "'kiki.png' is damaged"],
    ["'/data/a 'b' c 'd' e/v1.5 models/kiki.png' is damaged", "'kiki.png' is damaged"],
    ['read /data/st. peter/kiki.png', 'read kiki.png'],
    ['read d:/my "models"/kiki.png, then', 'read kiki.png, then'],
    ["'\\\\SERVER\\artist's share\\kiki.png'", "'kiki.png'"],
    ["'/x-(1)+{2}[a]*$^|.?/kiki.png'", "'kiki.png'"],
    ['/database/kiki.png and /mnt/data/kiki.png', 'kiki.png and kiki.png'],
  ])('turns %j into %j', (text, plain) => {
    expect(withoutFolders(text, folders, machine)).toBe(plain)
  })
})

it.each([
  ["'/a ", 4_000],
  ["'/a' b/c ", 2_000],
  ['/a b c d e f g ', 2_000],
  ['/a/', 10_000],
  ['a', 50_000],
])('takes no long time for %j many times', (part, times) => {
  const begun = performance.now()
  withoutFolders(part.repeat(times), ['/a b'], machine)
  expect(performance.now() - begun).toBeLessThan(2_000)
})
