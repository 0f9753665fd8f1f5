/** The cell that set a variable: its execution count, and its id where the front end sent one. */
export interface CellOrigin {
  count: number;
  id?: string;
}

/** A tensor of the list. Statistics are absent until its values were read, null where they are not finite. */
export interface TensorEntry {
  dtype: string;
  shape: readonly number[];
  bytes: number;
  device?: string;
  disposed: boolean;
  min?: number | null;
  max?: number | null;
  mean?: number | null;
  nan?: number;
}

/** A variable of the list. */
export interface VariableEntry {
  name: string;
  /** Type as declared, and of the value as it is now. */
  type: string;
  valueType: string;
  preview: string;
  cell: CellOrigin | null;
  /** Tensors that it holds, their memory, and how many of them are freed by hand and were not. */
  tensors: number;
  bytes: number;
  disposable: number;
  /** The tensor that it is. */
  tensor?: TensorEntry;
}

/** A tensor that a cell left behind when it ran again. */
export interface LeakedTensor {
  /** Number by which it is freed. */
  leaked: number;
  /** The variable that held it. */
  name: string;
  cell: CellOrigin;
  dtype: string;
  shape: readonly number[];
  bytes: number;
}

/** What the kernel sends over `kernel-extras.variables` at once and after each cell (README of kernel-extras). */
export interface VariablesReport {
  count: number;
  variables: readonly VariableEntry[];
  cells: readonly { cell: CellOrigin | null; tensors: number; bytes: number }[];
  leaked: readonly LeakedTensor[];
  total: { tensors: number; bytes: number };
}
