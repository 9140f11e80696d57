/**
 * Who may import whom, read by dependency-cruiser. One row for each folder, in the order data passes through them;
 * a folder that is missing from the table is an error.
 */
const mayImport = {
  'engine/cli': [
    'engine/conditioning',
    'engine/pipeline',
    'engine/project',
    'engine/image',
    'engine/files',
    'engine/adapters',
    'engine/checkpoint',
    'engine/networks',
    'engine/composition',
    'engine/schedulers',
    'engine/runtime',
    'engine/graph',
    'engine/safetensors',
    'engine/tensor',
    'engine/protocol',
  ],
  'engine/bench': ['engine/'],
  'engine/protocol': [],
  'engine/project': ['engine/safetensors', 'engine/files', 'engine/schedulers', 'engine/protocol'],
  'engine/image': ['engine/files', 'engine/project', 'engine/protocol', 'engine/tensor'],
  'engine/pipeline': [
    'engine/safetensors',
    'engine/composition',
    'engine/autodiff',
    'engine/conditioning',
    'engine/adapters',
    'engine/networks',
    'engine/schedulers',
    'engine/checkpoint',
    'engine/project',
    'engine/image',
    'engine/files',
    'engine/runtime',
    'engine/graph',
    'engine/tensor',
    'engine/protocol',
  ],
  'engine/composition': [
    'engine/conditioning',
    'engine/checkpoint',
    'engine/adapters',
    'engine/networks',
    'engine/schedulers',
    'engine/autodiff',
    'engine/graph',
    'engine/runtime',
    'engine/tensor',
    'engine/protocol',
  ],
  'engine/conditioning': [
    'engine/files',
    'engine/tokenizer',
    'engine/networks',
    'engine/checkpoint',
    'engine/adapters',
    'engine/graph',
    'engine/runtime',
    'engine/tensor',
  ],
  'engine/adapters': ['engine/checkpoint', 'engine/safetensors', 'engine/files', 'engine/graph', 'engine/tensor'],
  'engine/networks': ['engine/checkpoint', 'engine/graph', 'engine/tensor'],
  'engine/schedulers': ['engine/tensor'],
  'engine/checkpoint': ['engine/safetensors', 'engine/files', 'engine/tensor'],
  'engine/runtime': ['engine/graph', 'engine/tensor'],
  'engine/autodiff': ['engine/graph', 'engine/tensor'],
  'engine/graph': ['engine/tensor'],
  'engine/safetensors': ['engine/files', 'engine/tensor'],
  'engine/tokenizer': [],
  'engine/files': [],
  'engine/tensor': [],
  'engine/errors': [],
  'engine/testing': ['engine/'],
}

/** The error type is the one word that every folder shares. */
const everywhere = 'engine/errors'

const sources = '^(electron|renderer|engine|e2e)/'
/** Tests beside a file may also import engine/testing and the other end of a port. */
const tests = '[.](test|spec)[.]tsx?$'
const under = (path) => (path.endsWith('/') ? `^${path}` : `^${path}(/|$)`)
const npm = (name) => `(^${name}$|node_modules/${name}/)`
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

const plainFolders = 'errors|protocol|client|tensor|graph|autodiff|schedulers|tokenizer'

export default {
  forbidden: [
    ...Object.entries(mayImport).map(([folder, allowed]) =>
      rule(
        folder,
        { path: under(folder), pathNot: tests },
        { path: sources, pathNot: [folder, everywhere, ...allowed].map(under) },
      ),
    ),
    rule('folder-is-listed', { path: sources, pathNot: Object.keys(mayImport).map(under) }, {}),
    rule('no-circular', {}, { circular: true }),
    rule('onnxruntime-only-in-runtime', { pathNot: '^engine/runtime/' }, { path: npm('onnxruntime-node') }),
    rule('sharp-only-in-image', { pathNot: '^engine/(image|testing)/|[.]test[.]ts$' }, { path: npm('sharp') }),
    rule(
      'no-node-in-plain-code',
      { path: `^(renderer|electron/bridge|engine/(${plainFolders}))/`, pathNot: tests },
      { dependencyTypes: ['core'] },
    ),
    rule('testing-only-from-tests', { pathNot: ['^engine/testing/', tests] }, { path: '^engine/testing/' }),
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, exclude: { path: '^dist/' } },
}
