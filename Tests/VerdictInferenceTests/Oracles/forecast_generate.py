"""Reference values for forecasts of counts and money.

Run: python3 forecast_generate.py > forecast.json
Needs Python 3.11+ and SciPy 1.17 (nbinom, gamma); nothing is random.
"""
import json, numpy as np
from scipy import stats
# RunRate: events per 8 weeks
cases=[]
def nb(m,v):
    r=m*m/(v-m); p=r/(r+m); return stats.nbinom(r,p)
for ev,ex,ahead in [([6,4,7,5,3,6,5,8],[5]*8,12.0),([0,1,0,2,1,0,1,0],[5]*8,15.0),([40,52,31,60,44,20,55,71],[5,5,4,5,5,3,5,5],9.5),([0,0,0],[5,5,5],10.0)]:
    ev=np.array(ev);ex=np.array(ex,float)
    X=ev.sum();W=ex.sum()
    phi=1.0
    if X>0 and len(ev)>=3:
        e=X/W*ex
        phi=max(1,((ev-e)**2/e).sum()/(len(ev)-1))
    m=(X+.5)*ahead/W; v=phi*m*(1+ahead/W)
    d=nb(m,v)
    k=int(round(m))
    cases.append(dict(events=ev.tolist(),exposure=ex.tolist(),ahead=ahead,dispersion=phi,mean=m,variance=v,
      interval=[int(d.ppf(.1)),int(d.ppf(.9))],k=k,atMost=d.cdf(k),atLeast=d.sf(k-1),mass=d.pmf(k)))
amounts=[]
for m,v,c,s,n,xs in [(3.2,4.1,6e5,2.4e5,9,[0,6e5,2e6,4e6]),(0.6,0.8,6e5,3e5,4,[0,1e5,6e5,2e6]),(25,40,1e5,6e4,60,[1e6,2.5e6,4e6])]:
    d=nb(m,v)
    N=np.arange(0,400)
    pm=d.pmf(N)
    def cdf(x):
        t=pm[0]
        for k in N[1:]:
            var=k*s*s*(1+k/n); th=var/(k*c); a=k*c/th
            t+=pm[k]*stats.gamma.cdf(x,a,scale=th)
        return t
    def ppf(q):
        lo,hi=0.,1e9
        if cdf(0)>=q: return 0.
        for _ in range(100):
            mid=(lo+hi)/2
            if cdf(mid)<q: lo=mid
            else: hi=mid
        return hi
    amounts.append(dict(mean=m,variance=v,check=c,spread=s,known=n,x=xs,atMost=[cdf(x) for x in xs],interval=[ppf(.1),ppf(.9)]))
paces=[]
for a,e,w in [([100e3,120e3,90e3,110e3,105e3,98e3,130e3,101e3],[5]*8,11.0),([5e3,0,7e3],[5,5,5],5.0)]:
    a=np.array(a);e=np.array(e,float);r=a.sum()/e.sum();W=e.sum()
    s2=max(((a-r*e)**2/e).sum()/(len(a)-1), r*r*1e-4)
    mean=r*w;var=s2*w*(1+w/W);th=var/mean;k=mean/th
    paces.append(dict(amounts=a.tolist(),exposure=e.tolist(),ahead=w,rate=r,variance=s2,x=mean*1.1,atMost=stats.gamma.cdf(mean*1.1,k,scale=th),interval=[stats.gamma.ppf(.1,k,scale=th),stats.gamma.ppf(.9,k,scale=th)]))
import scipy
print(json.dumps(dict(tool="SciPy",version=scipy.__version__,call="forecast_generate.py: nbinom, gamma",cases=[dict(counts=cases,amounts=amounts,paces=paces)]),indent=1))
