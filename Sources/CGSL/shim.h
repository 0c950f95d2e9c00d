// The parts of the GNU Scientific Library that GSLKit uses.
//
// Swift 6 refuses mutable C globals such as `gsl_root_fsolver_brent`, so each one that is needed
// has an accessor here.
#ifndef VERDICT_CGSL_SHIM_H
#define VERDICT_CGSL_SHIM_H

#include <gsl/gsl_blas.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_vector.h>

static inline const gsl_rng_type *verdict_gsl_rng_mt19937(void) { return gsl_rng_mt19937; }

static inline const gsl_root_fsolver_type *verdict_gsl_root_brent(void) {
  return gsl_root_fsolver_brent;
}

static inline const gsl_min_fminimizer_type *verdict_gsl_min_brent(void) {
  return gsl_min_fminimizer_brent;
}

static inline const gsl_multimin_fminimizer_type *verdict_gsl_multimin_simplex(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}

#endif
