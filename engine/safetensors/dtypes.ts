import type { DataType } from '../tensor/tensor.ts'

/** The names of element types in a safetensors header. */
export const dtypeNames: Readonly<Record<DataType, string>> = {
  float64: 'F64',
  float32: 'F32',
  float16: 'F16',
  bfloat16: 'BF16',
  float8e4m3: 'F8_E4M3',
  float8e5m2: 'F8_E5M2',
  int64: 'I64',
  int32: 'I32',
  int16: 'I16',
  int8: 'I8',
  uint64: 'U64',
  uint32: 'U32',
  uint16: 'U16',
  uint8: 'U8',
  bool: 'BOOL',
}

const dataTypes: ReadonlyMap<string, DataType> = new Map(
  (Object.keys(dtypeNames) as DataType[]).map((dtype) => [dtypeNames[dtype], dtype]),
)

/** The element type of a name in a header, or `undefined` where the name is not one that we read. */
export function dataTypeOfName(name: string): DataType | undefined {
  return dataTypes.get(name)
}
