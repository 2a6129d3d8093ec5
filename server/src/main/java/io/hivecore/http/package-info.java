/**
 * The shared edge: routes, authentication, request bodies, parameters, problem details, JSON
 * answers.
 */
@NullMarked
package io.hivecore.http;

import org.jspecify.annotations.NullMarked;
