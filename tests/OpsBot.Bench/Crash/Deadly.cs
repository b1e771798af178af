using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;

namespace OpsBot.Bench.Crash;

/// <summary>Stands before a part of the bot and names each boundary that is passed on the way in and out.</summary>
public class Deadly<T> : DispatchProxy
    where T : class
{
    private static readonly MethodInfo Result = typeof(Deadly<T>).GetMethod(
        nameof(AfterResultAsync),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private T inner = null!;
    private Action<string> pass = null!;

    internal static void Wrap(IServiceCollection services, Boundary boundary)
    {
        foreach (var (at, service) in services.Index().Where(it => it.Item.ServiceType == typeof(T)).ToList())
            services[at] = ServiceDescriptor.Singleton(host => Around((T)Make(host, service), boundary.Pass));
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var step = $"{typeof(T).Name}.{targetMethod!.Name}";
        pass("before " + step);
        try
        {
            return targetMethod.Invoke(inner, args) switch
            {
                Task task when targetMethod.ReturnType == typeof(Task) => AfterAsync(task, step, pass),
                Task task => Result
                    .MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments())
                    .Invoke(null, [task, step, pass]),
                var result => result,
            };
        }
        catch (TargetInvocationException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerException!);
            throw;
        }
    }

    private static T Around(T inner, Action<string> pass)
    {
        var proxy = Create<T, Deadly<T>>();
        var deadly = (Deadly<T>)(object)proxy;
        deadly.inner = inner;
        deadly.pass = pass;
        return proxy;
    }

    private static object Make(IServiceProvider host, ServiceDescriptor service) =>
        service.ImplementationInstance
        ?? service.ImplementationFactory?.Invoke(host)
        ?? ActivatorUtilities.CreateInstance(host, service.ImplementationType!);

    private static async Task AfterAsync(Task task, string step, Action<string> pass)
    {
        await task;
        pass("after " + step);
    }

    private static async Task<TResult> AfterResultAsync<TResult>(Task<TResult> task, string step, Action<string> pass)
    {
        var result = await task;
        pass("after " + step);
        return result;
    }
}
