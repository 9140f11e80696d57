export const settings = {
  title: 'Settings',
  window: 'Window',
  engine: 'Engine',
  render: 'Render',
  theme: { label: 'Appearance', system: 'As the system', dark: 'Dark', light: 'Light' },
  language: { label: 'Language', system: 'As the system', en: 'English', de: 'Deutsch' },
  provider: {
    label: 'Device',
    hint: 'The engine starts again when this changes.',
    auto: 'Automatic',
    cpu: 'Processor (CPU)',
    cuda: 'NVIDIA (CUDA)',
    webgpu: 'Graphics (WebGPU)',
    dml: 'Windows graphics (DirectML)',
    coreml: 'Apple (Core ML)',
  },
  outcome: {
    chosen: 'in use',
    'not-needed': 'not needed',
    'not-installed': 'not installed',
    'no-device': 'no such device',
    failed: 'could not be started',
    'wrong-numbers': 'computes wrongly on this machine',
  },
  help: 'Help',
  diagnostics: 'Copy diagnostics',
  diagnosticsHint:
    'Versions, machine, settings and the last errors as text, for a report. It holds no paths, prompts or pictures.',
  threads: 'Threads (0: automatic)',
  readsPictures: {
    label: 'Read finished pictures',
    hint: 'Says whether each concept is there and in its place. Takes a moment after each picture.',
  },
  recordsAttention: {
    label: 'Record attention',
    hint: 'Shows what the words of each concept look at, step by step. Renders take longer and differ in the last digits.',
  },
}
