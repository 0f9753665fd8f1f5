import { findProgram } from './find-program.mjs';

/** A C++ compiler: the one in the variable CXX, else one on the PATH; its path, or null. */
export function findCompiler(env) {
  return findProgram(env.CXX ? [env.CXX] : ['g++', 'clang++', 'c++'], env.PATH);
}
