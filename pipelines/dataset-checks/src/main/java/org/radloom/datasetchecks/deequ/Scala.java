package org.radloom.datasetchecks.deequ;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import scala.Function1;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** What Deequ's methods take, made of Java's. */
final class Scala {
  private Scala() {}

  static <T> Option<T> none() {
    return Option.empty();
  }

  static Option<Object> option(OptionalDouble value) {
    return value.isPresent() ? Option.apply(value.getAsDouble()) : Option.empty();
  }

  static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  static <T> scala.collection.immutable.List<T> list(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }

  /** Returns an assertion on a metric, whichever number type Deequ has for it. */
  static Function1<Object, Object> assertion(DoublePredicate holds) {
    return metric -> holds.test(((Number) metric).doubleValue());
  }
}
